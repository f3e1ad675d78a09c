export PATH=/work/main/.venv/bin:$PATH PYTHONPATH=/work/wt/lastmetre/src
cd /work/wt/lastmetre
export BRINK_DATA=/tmp/lastmetre-data; exec timeout 590 python -m pytest -q -p no:cacheprovider --reuse-db "$@"
