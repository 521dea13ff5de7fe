"""The API and the pages."""

from fastapi import FastAPI


def create_app() -> FastAPI:
    app = FastAPI(title="Rollcall")

    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    return app
