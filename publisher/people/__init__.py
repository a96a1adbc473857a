"""Who works here: the door, invitations, roles, browsers that are signed in, second factors."""
