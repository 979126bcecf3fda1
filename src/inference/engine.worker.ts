import * as Comlink from 'comlink';
import { createEngine } from './engine.ts';
import { serveEngine } from './engine-service.ts';
import { createWebEnvironment } from './environment-web.ts';

Comlink.expose(serveEngine(createEngine(createWebEnvironment())));
