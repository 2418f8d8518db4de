// SPDX-License-Identifier: Apache-2.0
/** What is known, on disk: encrypted, written aside and renamed, shared by processes. */
@NullMarked
package io.velostream.schema.snapshot;

import org.jspecify.annotations.NullMarked;
