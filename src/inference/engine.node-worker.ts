import { workerData, type MessagePort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import { createEngine } from './engine.ts';
import { serveEngine } from './engine-service.ts';
import { createNodeEnvironment } from './environment-node.ts';

// Comlink speaks over Node's MessagePort unadapted (it is an EventTarget); the worker's parentPort is not one in every Node.
const { port } = workerData as { readonly port: MessagePort };
Comlink.expose(serveEngine(createEngine(createNodeEnvironment())), port as unknown as Comlink.Endpoint);
