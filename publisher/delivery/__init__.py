"""The only place from which anything is sent: claim, fence, send, receipt, settle."""
