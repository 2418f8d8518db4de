// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.source;

import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.ResolvedSchema;

/**
 * A schema with all that it refers to.
 *
 * @param name what messages call it: a file, or subject and version
 * @param schema the schema
 * @param resolved the same with its references
 */
public record LoadedSchema(String name, RegisteredSchema schema, ResolvedSchema resolved) {}
