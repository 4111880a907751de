"""PostgreSQL's disk is full under load: nothing new is taken and all can be read; once there is room, all goes on by
itself. What is full is the disk of its tables (full_disk/); its write-ahead log has one of its own.

Usage: cluster_full_disk_test.py BUILD_FOLDER short|long [unittest's arguments]
"""
import shutil

from cluster import Cluster
from cluster.processes import wait_until
from support.trouble import LONG, PROGRAMS, Trouble, main


class FullDisk(Trouble):
    @classmethod
    def make_cluster(cls, folder):
        cluster = Cluster(folder, PROGRAMS)
        postgres = cluster.postgres
        # PostgreSQL's user may not look into ours, so what it loads lies where it may.
        library = folder.parent / "libfull_disk.so"
        shutil.copy(PROGRAMS / "tests" / "fault" / "libfull_disk.so", library)
        library.chmod(0o755)
        cls.full = folder.parent / "full"
        postgres.environment = {"LD_PRELOAD": str(library), "FULL_DISK": str(postgres.data / "base"),
                                "FULL_DISK_WHILE": str(cls.full)}
        for replica in cluster.replicas:
            replica.settings["log.level"] = "debug"  # tells of every call
        return cluster

    def refused_count(self):
        """How many commands registration's replicas have refused for the disk, by their logs."""
        return sum(replica.process.log.read_text(encoding="utf-8").count('"reason":"STORAGE_FULL"')
                   for replica in self.cluster.replicas if replica.service == "registration")

    def pids(self):
        return {replica.name: replica.process.pid for replica in self.cluster.replicas}

    def test_commands_are_refused_reads_go_on_and_room_is_enough(self):
        self.crowd.wait_for_answers(50)
        pids = self.pids()
        for _ in range(5 if LONG else 1):
            before = self.refused_count()
            self.full.touch()
            try:
                self.assertTrue(wait_until(lambda: self.refused_count() > before + 20, 60), "nothing was refused")
                self.assertIn(", 0 violated", self.cluster.opora("doctor"))
                self.assertIn("GroupConfirmed", self.cluster.opora("events", "tail", "registration"))
            finally:
                self.full.unlink()
            self.crowd.wait_for_answers(50)
        self.assertEqual(self.pids(), pids)
        self.assert_all_is_well()


if __name__ == "__main__":
    main()
