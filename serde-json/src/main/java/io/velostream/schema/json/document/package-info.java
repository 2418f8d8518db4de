// SPDX-License-Identifier: Apache-2.0
/**
 * Schema documents: drafts, keywords with subschemas, identifiers, and closures with resolved
 * references. Internal to the JSON serializer.
 */
@NullMarked
package io.velostream.schema.json.document;

import org.jspecify.annotations.NullMarked;
