"""Counts its visitors in Redis."""
import os

import flask
import redis

app = flask.Flask(__name__)
store = redis.Redis(host=os.environ["REDIS_HOST"], port=int(os.environ.get("REDIS_PORT", "6379")))


@app.route("/")
def page():
    return f"visitor number {store.incr('visitors')}\n"
