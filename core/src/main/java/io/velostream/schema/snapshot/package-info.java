// SPDX-License-Identifier: Apache-2.0
/** Snapshots on disk: encrypted, replaced atomically, shared by processes. */
@NullMarked
package io.velostream.schema.snapshot;

import org.jspecify.annotations.NullMarked;
