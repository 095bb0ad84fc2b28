# SPDX-License-Identifier: Apache-2.0
"""The brokers' address and login, from the environment."""
import os

KAFKA = {"bootstrap.servers": os.environ["KAFKA_BOOTSTRAP"]}
if "KAFKA_USERNAME" in os.environ:
    KAFKA |= {
        "security.protocol": os.environ.get("KAFKA_PROTOCOL", "SASL_SSL"),
        "sasl.mechanisms": "PLAIN",
        "sasl.username": os.environ["KAFKA_USERNAME"],
        "sasl.password": os.environ["KAFKA_PASSWORD"],
    }
