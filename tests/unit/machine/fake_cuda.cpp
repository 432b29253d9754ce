// SPDX-License-Identifier: Apache-2.0
// A library that stands for libcuda and runs CUDA 12.6.

extern "C" int cuDriverGetVersion(int* version) {
    *version = 12060;
    return 0;
}
