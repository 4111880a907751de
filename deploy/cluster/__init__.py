"""The whole distributed topology on one machine, without containers.

PostgreSQL, Redis, a Kafka broker, replicas of each service and Prometheus, each a process of its own in one folder.
`scripts/cluster` is its command line; tests hold a Cluster of their own.
"""
from .cluster import Cluster, Ports
from .trouble import ClusterTrouble

__all__ = ["Cluster", "ClusterTrouble", "Ports"]
