package examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A queue in a file, one message a line with tabs between its parts: what the producer puts in waits there until a worker
 * takes it, however long that is. For one worker at a time.
 */
final class QueueFile {
  private final Path path;

  QueueFile(Path path) {
    this.path = path;
  }

  void put(Message message) throws IOException {
    StringBuilder line = new StringBuilder(message.orderId());
    message.headers().forEach((key, value) -> line.append('\t').append(key).append('=').append(value));
    Files.writeString(
        path, line.append('\n'), UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  List<Message> waiting() throws IOException {
    return lines().stream().map(QueueFile::read).toList();
  }

  /** Takes the first messages out, once they are dealt with, so that a worker that dies loses none. */
  void remove(int count) throws IOException {
    List<String> all = lines();
    Files.write(path, all.subList(count, all.size()), UTF_8);
  }

  private List<String> lines() throws IOException {
    return Files.exists(path) ? Files.readAllLines(path, UTF_8) : List.of();
  }

  private static Message read(String line) {
    String[] parts = line.split("\t");
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("=", 2);
      headers.put(pair[0], pair[1]);
    }
    return new Message(parts[0], headers);
  }
}
