// SPDX-License-Identifier: Apache-2.0
/**
 * Types of record values in addition to user classes, and the annotation that names the schema of a
 * class.
 */
@NullMarked
package io.velostream.schema.json.value;

import org.jspecify.annotations.NullMarked;
