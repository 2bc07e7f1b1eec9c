"""What a server needs to run the portal: nginx, systemd, Docker and Kubernetes files, and the bill of materials."""
