// SPDX-License-Identifier: Apache-2.0
// Separate compilation: a device function in its own object.
__device__ int twice(int x) { return 2 * x; }
__global__ void kernel(int* p) { *p = twice(21); }
void launch(int* p) { kernel<<<1, 1>>>(p); }
