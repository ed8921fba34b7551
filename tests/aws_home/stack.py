"""Several processes of the real binary on one bucket, one table and one pair of queues."""

from drive import Drive


class Stack:
    """Two servers that leave jobs to others, and a worker."""

    def __init__(self, folder, settings):
        self.folder = folder
        self.settings = settings
        self.servers = [self.process(f"server{number}", AUDMG_WORKERS="off") for number in (1, 2)]
        self.worker = self.process("worker", command="worker")

    def process(self, name, command="serve", **more):
        return Drive(self.folder / name, {**self.settings, **more}, command=command)

    def __enter__(self):
        for server in self.servers:
            server.start()
        self.worker.launch()
        return self

    def __exit__(self, *_):
        for process in [*self.servers, self.worker]:
            assert process.is_running, f"a process ended with {process.process.returncode}: {process.stderr()}"
            assert process.stop() == 0, process.stderr()
