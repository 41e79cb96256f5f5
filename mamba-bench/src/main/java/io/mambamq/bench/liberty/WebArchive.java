// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.liberty;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * A web application.
 *
 * @param name of the archive, and of the path of its pages
 * @param packageName of its classes
 * @param classes their simple names: only the application server can load them
 * @param descriptors files of {@code WEB-INF}, by their names
 */
public record WebArchive(String name, String packageName, List<String> classes, Map<String, String> descriptors) {

    void writeTo(Path directory) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(directory.resolve(name + ".war")))) {
            for (String simpleName : classes) {
                String path = packageName.replace('.', '/') + '/' + simpleName + ".class";
                out.putNextEntry(new ZipEntry("WEB-INF/classes/" + path));
                try (InputStream in = WebArchive.class.getResourceAsStream('/' + path)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
            for (Map.Entry<String, String> descriptor : descriptors.entrySet()) {
                out.putNextEntry(new ZipEntry("WEB-INF/" + descriptor.getKey()));
                out.write(descriptor.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
    }
}
