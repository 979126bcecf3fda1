import type { BackendName } from '../../src/inference/api.ts';
import { chooseTrainer } from '../../src/inference/choose-trainer.ts';
import { createWebEnvironment } from '../../src/inference/environment-web.ts';
import { measureTraining, stopTraining } from './trained-on-tensors.ts';

/** Runs in the browser. */
export const measureTrainingHere = (backend: BackendName) => measureTraining(createWebEnvironment(), backend);

export const stopTrainingHere = (backend: BackendName) => stopTraining(createWebEnvironment(), backend);

export async function chosenTrainer(): Promise<string> {
  return (await chooseTrainer(createWebEnvironment())).trainer().words;
}
