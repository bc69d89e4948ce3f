// A PouchDB over HTTP in the folder it is given; says its address once it listens.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const PouchDB = require('pouchdb');
const express = require('express');
const expressPouchDB = require('express-pouchdb');

const [folder] = process.argv.slice(2);
const Kept = PouchDB.defaults({ prefix: `${folder}/` });
const app = express();
app.use(
  '/',
  expressPouchDB(Kept, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: `${folder}/log` }),
);
const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));
