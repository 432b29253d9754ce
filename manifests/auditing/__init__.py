# SPDX-License-Identifier: Apache-2.0
"""What manifests/audit compares: a module for each check, whose differences(manifests, index) yields lines."""
