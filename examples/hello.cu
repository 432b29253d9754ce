// SPDX-License-Identifier: Apache-2.0
// Adds two vectors on the GPU. Without a GPU it says so, after telling which toolkit compiled it and which runtime it is
// linked with: what `nvcc --version` and `cudaenv current` show must be the same numbers.
#include <cuda_runtime.h>

#include <cstdio>
#include <vector>

__global__ void add(const float* a, const float* b, float* sum, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) sum[i] = a[i] + b[i];
}

static int compute() {
    const int n = 1 << 20;
    std::vector<float> a(n, 1.5f), b(n, 2.25f), sum(n);
    const std::size_t bytes = n * sizeof(float);
    float *da = nullptr, *db = nullptr, *dsum = nullptr;
    cudaMalloc(&da, bytes);
    cudaMalloc(&db, bytes);
    cudaMalloc(&dsum, bytes);
    cudaMemcpy(da, a.data(), bytes, cudaMemcpyHostToDevice);
    cudaMemcpy(db, b.data(), bytes, cudaMemcpyHostToDevice);
    add<<<(n + 255) / 256, 256>>>(da, db, dsum, n);
    const cudaError_t error = cudaMemcpy(sum.data(), dsum, bytes, cudaMemcpyDeviceToHost);
    if (error != cudaSuccess) {
        std::printf("  failed: %s\n", cudaGetErrorString(error));
        return 1;
    }
    for (float value : sum) {
        if (value != 3.75f) {
            std::printf("  wrong result: %f\n", value);
            return 1;
        }
    }
    std::printf("  added %d numbers on the GPU: right\n", n);
    return 0;
}

int main() {
    std::printf("compiled by nvcc %d.%d.%d, CUDART_VERSION %d\n", __CUDACC_VER_MAJOR__, __CUDACC_VER_MINOR__,
                __CUDACC_VER_BUILD__, CUDART_VERSION);
    int devices = 0;
    const cudaError_t error = cudaGetDeviceCount(&devices);
    if (error != cudaSuccess || devices == 0) {
        std::printf("  no GPU here (%s): compiled and started, nothing to compute on\n", cudaGetErrorString(error));
        return 0;
    }
    return compute();
}
