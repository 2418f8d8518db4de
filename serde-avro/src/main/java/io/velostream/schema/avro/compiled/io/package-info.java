// SPDX-License-Identifier: Apache-2.0
/**
 * What readers and writers share: binary input, classes made at run time, members of classes, and
 * which types are hot.
 */
@NullMarked
package io.velostream.schema.avro.compiled.io;

import org.jspecify.annotations.NullMarked;
