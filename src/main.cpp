// SPDX-License-Identifier: Apache-2.0
// cudaenv: what a user types.

int main() { return 0; }
