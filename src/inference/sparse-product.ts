import type * as Tensors from '@tensorflow/tfjs-core';
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';

/** A sparse matrix on the backend's device: entry `at` of row `r`, for `at` in `starts[r] .. starts[r + 1]`, is `values[at]` in column `places[at]`. */
export interface SparseTensor {
  readonly starts: Tensors.Tensor1D;
  readonly places: Tensors.Tensor1D;
  readonly values: Tensors.Tensor1D;
  dispose(): void;
}

export interface SparseArrays {
  readonly starts: Int32Array;
  readonly places: Int32Array;
  readonly values: Float32Array;
}

export function placeSparse(core: typeof Tensors, { starts, places, values }: SparseArrays): SparseTensor {
  const placed = [core.tensor1d(starts, 'int32'), core.tensor1d(places, 'int32'), core.tensor1d(values, 'float32')] as const;
  return {
    starts: placed[0],
    places: placed[1],
    values: placed[2],
    dispose: () => placed.forEach((tensor) => tensor.dispose()),
  };
}

/** The same matrix with rows and columns changed about. Entries of a row stay in ascending order of their column. */
export function transposed({ starts, places, values }: SparseArrays, columns: number): SparseArrays {
  const own = new Int32Array(columns + 1);
  for (const place of places) own[place + 1] = (own[place + 1] ?? 0) + 1;
  for (let c = 0; c < columns; c++) own[c + 1] = (own[c + 1] ?? 0) + (own[c] ?? 0);
  const next = own.slice();
  const rows = new Int32Array(places.length);
  const turned = new Float32Array(values.length);
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
      const column = places[at] ?? 0;
      const to = next[column] ?? 0;
      next[column] = to + 1;
      rows[to] = row;
      turned[to] = values[at] ?? 0;
    }
  }
  return { starts: own, places: rows, values: turned };
}

const kernelName = 'TabdeskSparseProduct';

/**
 * The sparse matrix times a dense one (columns × labels): rows × labels. tfjs has no such operation. Made of those it has (gather,
 * multiply, sum over padded rows) it would write out a number for every entry and label several times over, 1 GB at each turn for
 * 10,000 rows of 250 entries and 100 labels; and the way back, a scatter, is missing on WebAssembly. So it is one kernel of our own on each
 * backend: a thread for each number that comes out, reading the dense rows that its entries name. Each sum has its own fixed order, so
 * that a backend gives the same bits each time.
 */
export function sparseProduct(core: typeof Tensors, matrix: SparseTensor, dense: Tensors.Tensor2D): Tensors.Tensor2D {
  const backend = core.getBackend();
  if (!core.getKernelsForBackend(backend).some((known) => known.kernelName === kernelName)) {
    core.registerKernel({ kernelName, backendName: backend, kernelFunc: backend === 'webgpu' ? productOnGraphics : productOnArrays });
  }
  const { starts, places, values } = matrix;
  return core.engine().runKernel(kernelName, { starts, places, values, dense });
}

interface ProductInputs {
  readonly starts: Tensors.TensorInfo;
  readonly places: Tensors.TensorInfo;
  readonly values: Tensors.TensorInfo;
  readonly dense: Tensors.TensorInfo;
}

function shapeOf({ starts, dense }: ProductInputs): [rows: number, labels: number] {
  return [(starts.shape[0] ?? 1) - 1, dense.shape[1] ?? 0];
}

const productOnArrays: Tensors.KernelFunc = ({ inputs, backend }) => {
  const given = inputs as unknown as ProductInputs;
  const device = backend as Pick<Tensors.KernelBackend, 'readSync' | 'write'>;
  const starts = device.readSync(given.starts.dataId) as Int32Array;
  const places = device.readSync(given.places.dataId) as Int32Array;
  const values = device.readSync(given.values.dataId) as Float32Array;
  const dense = device.readSync(given.dense.dataId) as Float32Array;
  const shape = shapeOf(given);
  const [rows, labels] = shape;
  const out = new Float32Array(rows * labels);
  for (let row = 0; row < rows; row++) {
    const to = row * labels;
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
      const from = (places[at] ?? 0) * labels;
      const value = values[at] ?? 0;
      for (let k = 0; k < labels; k++) out[to + k] = (out[to + k] ?? 0) + value * (dense[from + k] ?? 0);
    }
  }
  return { dataId: device.write(out, shape, 'float32'), shape, dtype: 'float32' };
};

/** Threads side by side work on labels side by side, so that they read one stretch of memory. */
const productOnGraphics: Tensors.KernelFunc = ({ inputs, backend }) => {
  const given = inputs as unknown as ProductInputs;
  const shape = shapeOf(given);
  const program: WebGPUProgram = {
    variableNames: ['starts', 'places', 'values', 'dense'],
    outputShape: shape,
    workgroupSize: [64, 1, 1],
    dispatchLayout: { x: [0, 1] },
    dispatch: [Math.ceil((shape[0] * shape[1]) / 64), 1, 1],
    shaderKey: kernelName,
    size: true,
    getUserCode: () => `
      fn main(index : i32) {
        if (index < uniforms.size) {
          let labels = uniforms.denseShape[1];
          let row = index / labels;
          let label = index % labels;
          let end = starts[row + 1];
          var sum = 0.0;
          for (var at = starts[row]; at < end; at = at + 1) {
            sum = sum + values[at] * dense[places[at] * labels + label];
          }
          result[index] = sum;
        }
      }
    `,
  };
  return (backend as Pick<WebGPUBackend, 'runWebGPUProgram'>).runWebGPUProgram(program, [given.starts, given.places, given.values, given.dense], 'float32');
};
