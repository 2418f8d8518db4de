// SPDX-License-Identifier: Apache-2.0
/** Records that cannot be read, kept in a dead-letter topic and brought home. */
@NullMarked
package io.velostream.schema.examples.poison;

import org.jspecify.annotations.NullMarked;
