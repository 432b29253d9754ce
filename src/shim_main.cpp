// SPDX-License-Identifier: Apache-2.0
// cudaenv-shim: every tool shim, and the prompt hook's helper.

int main() { return 0; }
