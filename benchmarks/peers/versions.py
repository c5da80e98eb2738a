"""What the peers run on."""

import platform

import torch

from timing import report

report("versions", torch=torch.__version__, python=platform.python_version())
