"""个人信息: what is kept of a party and for how long; taken out, handed over and erased."""
