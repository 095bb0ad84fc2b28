// SPDX-License-Identifier: Apache-2.0
// Prints each answer, and handles it once per group: node consume.js
const kafka = require('./kafka');

async function consume() {
  const consumer = kafka.consumer({ groupId: 'node-example', readUncommitted: false });
  await consumer.connect();
  await consumer.subscribe({ topics: ['ocr.results', 'ocr.failures'], fromBeginning: true });
  await consumer.run({
    // The offset is committed after this function, so that a crash repeats the answer.
    eachMessage: async ({ topic, message }) => console.log(topic, message.value.toString()),
  });
}

consume();
