"""The one door to the model: what may leave this machine, how it is asked, what is believed."""
