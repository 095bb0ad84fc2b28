// SPDX-License-Identifier: Apache-2.0
// Publishes an event for a document: node publish.js URI
const { randomUUID } = require('node:crypto');
const { Partitioners } = require('kafkajs');
const kafka = require('./kafka');

const [uri] = process.argv.slice(2);
const event = { event_id: randomUUID(), uri };

async function publish() {
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  await producer.send({
    topic: 'ocr.documents',
    acks: -1,
    messages: [{ key: uri, value: JSON.stringify(event) }],
  });
  await producer.disconnect();
  console.log(event.event_id);
}

publish();
