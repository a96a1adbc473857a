"""What becomes of a begun thread: settled by an editor's word, continued, closed out, taken down."""
