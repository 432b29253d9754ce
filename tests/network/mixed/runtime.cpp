// SPDX-License-Identifier: Apache-2.0
// Links the runtime through g++ alone.
#include <cuda_runtime_api.h>
int main() {
    int version = 0;
    cudaRuntimeGetVersion(&version);
    return CUDART_VERSION > 0 ? 0 : 1;
}
