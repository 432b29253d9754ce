// SPDX-License-Identifier: Apache-2.0
// The manifests as one block of read-only data; see pack.cpp for its layout.
        .section .rodata
        .global cudaenv_manifest_pack_begin
        .global cudaenv_manifest_pack_end
cudaenv_manifest_pack_begin:
        .incbin CUDAENV_MANIFEST_PACK
cudaenv_manifest_pack_end:
        .byte 0
        .section .note.GNU-stack, "", %progbits
