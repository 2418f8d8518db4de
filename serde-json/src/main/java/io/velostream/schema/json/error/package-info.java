// SPDX-License-Identifier: Apache-2.0
/** Error messages for violations of schemas and for mapping errors, without data of records. */
@NullMarked
package io.velostream.schema.json.error;

import org.jspecify.annotations.NullMarked;
