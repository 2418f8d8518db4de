// SPDX-License-Identifier: Apache-2.0
/**
 * Shared by readers and writers: binary input, generation of hidden classes, members of classes,
 * and the selection of hot record types.
 */
@NullMarked
package io.velostream.schema.avro.compiled.io;

import org.jspecify.annotations.NullMarked;
