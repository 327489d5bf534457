"""The worker over HTTP: who is let in, what is asked, and what runs beside; `worker.server` puts it together."""
