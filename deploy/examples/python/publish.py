# SPDX-License-Identifier: Apache-2.0
"""Publishes an event for a document: python publish.py URI"""
import json
import sys
import uuid

from confluent_kafka import Producer

from kafka_config import KAFKA

event_id, uri = str(uuid.uuid4()), sys.argv[1]


def acknowledged(error, record):
    if error is not None:
        sys.exit(f"not published: {error}")


producer = Producer(KAFKA | {"acks": "all"})
event = json.dumps({"event_id": event_id, "uri": uri})
producer.produce("ocr.documents", key=uri, value=event, on_delivery=acknowledged)
producer.flush()
print(event_id)
