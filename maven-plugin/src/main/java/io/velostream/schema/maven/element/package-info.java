// SPDX-License-Identifier: Apache-2.0
/** Elements of POMs: the names of subjects, and data contracts. */
@NullMarked
package io.velostream.schema.maven.element;

import org.jspecify.annotations.NullMarked;
