package examples;

import java.nio.file.Path;

/**
 * What the programs are told.
 *
 * @param orders how many
 * @param queue file of the queue
 * @param app address of the explorer
 */
record Options(int orders, Path queue, String app) {
  static Options of(String[] args) {
    int orders = 5;
    Path queue = Path.of("queue.tsv");
    String app = "http://localhost:4319";
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--queue" -> queue = Path.of(args[++i]);
        case "--app" -> app = args[++i];
        default -> orders = Integer.parseInt(args[i]);
      }
    }
    return new Options(orders, queue, app);
  }
}
