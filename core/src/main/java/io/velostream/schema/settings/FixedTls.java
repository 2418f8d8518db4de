// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.settings;

import javax.net.ssl.SSLContext;

/**
 * A context made elsewhere.
 *
 * @param context the context
 */
record FixedTls(SSLContext context) implements Tls {}
