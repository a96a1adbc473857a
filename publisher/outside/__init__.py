"""Work on what comes from outside, in a kept child process with limits; never in a thread of ours."""
