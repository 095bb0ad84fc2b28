// SPDX-License-Identifier: Apache-2.0
// The brokers' address and login, from the environment.
const { Kafka, logLevel } = require('kafkajs');

const { KAFKA_BOOTSTRAP, KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_PROTOCOL } = process.env;

module.exports = new Kafka({
  brokers: KAFKA_BOOTSTRAP.split(','),
  logLevel: logLevel.ERROR,
  ssl: KAFKA_USERNAME !== undefined && KAFKA_PROTOCOL !== 'SASL_PLAINTEXT',
  sasl: KAFKA_USERNAME && { mechanism: 'plain', username: KAFKA_USERNAME, password: KAFKA_PASSWORD },
});
