// SPDX-License-Identifier: Apache-2.0
/**
 * Whether one schema admits all that another one admits, and where it does not. Internal to the
 * JSON serializer.
 */
@NullMarked
package io.velostream.schema.json.compatibility;

import org.jspecify.annotations.NullMarked;
