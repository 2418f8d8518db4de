// SPDX-License-Identifier: Apache-2.0
/**
 * Schema documents: the drafts that they are written in, where schemas stand within schemas, and
 * the closure that documents form by their references. Internal to the JSON serializer.
 */
@NullMarked
package io.velostream.schema.json.document;

import org.jspecify.annotations.NullMarked;
