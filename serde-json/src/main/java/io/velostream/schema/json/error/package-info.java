// SPDX-License-Identifier: Apache-2.0
/** Messages of what does not fit a schema or a class, without values of records. */
@NullMarked
package io.velostream.schema.json.error;

import org.jspecify.annotations.NullMarked;
