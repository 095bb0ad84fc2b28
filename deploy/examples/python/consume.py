# SPDX-License-Identifier: Apache-2.0
"""Prints each answer, and handles it once per group: python consume.py"""
import sys

from confluent_kafka import Consumer

from kafka_config import KAFKA

consumer = Consumer(
    KAFKA
    | {
        "group.id": "python-example",
        "isolation.level": "read_committed",
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
    }
)
consumer.subscribe(["ocr.results", "ocr.failures"])
while True:
    answer = consumer.poll(1.0)
    if answer is None:
        continue
    if answer.error():
        sys.exit(f"not read: {answer.error()}")
    print(answer.topic(), answer.value().decode(), flush=True)
    consumer.commit(answer)  # after the answer is handled
