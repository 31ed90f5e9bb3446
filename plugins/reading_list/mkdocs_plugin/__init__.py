"""The adapter: hooks that hand over to the pipeline.

The only package that knows MkDocs. The library is read in `on_config`, its addresses are made
known in `on_files`, generated pages are stamped in `on_env`, and what the author wrote is framed
page by page.
"""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from reading_list.cache import Held
from reading_list.mkdocs_plugin import (
    authored,
    generated,
    navigation,
    output,
    rendered,
    sources,
    staged,
)
from reading_list.mkdocs_plugin.collecting import Collector
from reading_list.mkdocs_plugin.options import Options
from reading_list.mkdocs_plugin.serving import Serving
from reading_list.model import Order, Post
from reading_list.rendering.metadata import add_metadata

if TYPE_CHECKING:
    from collections.abc import Callable

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from reading_list.mkdocs_plugin.rendered import KeptPages
    from reading_list.mkdocs_plugin.sources import Build
    from reading_list.mkdocs_plugin.staged import Stage
    from reading_list.mkdocs_plugin.watching import Watching
    from reading_list.staging.standing import Standing

# ruff: noqa: ARG002 - the hooks have MkDocs' signatures


class ReadingListPlugin(BasePlugin[Options]):
    """Builds the library, orders, tags, timeline and feeds of a MkDocs site."""

    build: Build
    is_preview: bool = False
    is_dirty: bool = False
    stage: Stage | None = None
    standing: Standing | None = None
    """What a preview serves; this object lives as long as its server."""
    kept_pages: KeptPages | None = None
    """Made when the first page is rendered, for all files are known then."""

    def __init__(self) -> None:
        super().__init__()
        self.collector = Collector()
        self.serving = Serving()
        self.held: Held | None = None
        self.watching: Watching | None = None
        self.rest: Callable[[], None] | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether drafts may be shown, and whether the last site is built upon."""
        self.is_preview = command == "serve"
        self.held = Held() if self.is_preview else None
        self.is_dirty = dirty

    @event_priority(math.inf)  # first: all that asks is told where the build goes
    def _on_config_first(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build beside the last site; a preview has a folder of its own."""
        self.serving.stop()
        self.collector.slow_down()
        self._leave_stage()
        self.__dict__.pop("build", None)  # of the last preview: two libraries are one too many
        self.last_site = config.site_dir
        if not self.is_preview:
            self.stage = staged.begin(config, self.config.papers_dir, keep=self.is_dirty)
        elif not self.is_dirty:
            self.stage, self.standing = staged.begin_preview(config, self.standing)
        return config

    def _on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the whole library."""
        self.kept_pages = None
        if self.held is not None:
            self.held.begin()
        self.build = sources.start_build(
            config, self.config, self.last_site, is_preview=self.is_preview, held=self.held
        )
        self.build.standing, self.build.check = self.standing, self.serving.check
        return config

    on_config = CombinedEvent(_on_config_first, _on_config)

    @event_priority(-50)  # after plugins that add files, so that all the author's pages are known
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Give posts and orders their addresses, and make every generated page known."""
        sources.place_files(files, config, self.build)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation for the shells, its titles without TeX."""
        self.build.faults += navigation.read_titles(nav, config)
        self.build.nav = nav
        return nav

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Hand over the text without its front matter, which we have read ourselves."""
        return authored.find_source(page, self.build)

    def _on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Set what the front matter says."""
        authored.set_meta(page, self.build)
        return markdown

    @event_priority(-math.inf)  # last: what comes now is rendered
    def _on_page_markdown_last(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Leave nothing to render of what an earlier build has rendered."""
        if self.kept_pages is None:
            self.kept_pages = rendered.keep_pages(config, files, self.build, self)
        return self.kept_pages.begin(markdown, page)

    on_page_markdown = CombinedEvent(_on_page_markdown, _on_page_markdown_last)

    @event_priority(math.inf)  # first: this is what was rendered
    def _on_page_content_first(
        self, html: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Keep what was rendered for the next build, or take it from the last one."""
        return html if self.kept_pages is None else self.kept_pages.finish(html, page)

    @event_priority(-50)  # lists and feeds show what the other plugins have made of a post
    def _on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep the HTML of posts and orders: lists, feeds and works show parts of it."""
        if isinstance(self.build.find_authored(page.file.src_uri), Post | Order):
            self.build.rendered[page.file.src_uri] = html
        return html

    on_page_content = CombinedEvent(_on_page_content_first, _on_page_content)

    @event_priority(-100)  # last: the shells must come out as every other page does
    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Make the site's own pages and write them."""
        asked = self.serving.asked if self._can_be_split(config) else None
        self.rest = generated.write_pages(env, config, files, self.build, asked)
        return env

    @event_priority(100)  # before the search plugin, which is to read words
    def _on_page_context_first(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Show formulas as Unicode for a while."""
        self.build.formulas = authored.hide_formulas(page)
        return context

    @event_priority(-50)  # after the search plugin, which is not to read our lists
    def _on_page_context_last(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Put our views into the author's page."""
        authored.show_formulas(page, self.build.formulas)
        authored.frame_content(page, self.build)
        authored.mark_section(page, self.build, active=True)
        return context

    on_page_context = CombinedEvent(_on_page_context_first, _on_page_context_last)

    @event_priority(-100)  # last: the head is complete
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Name the feed on the page, and say what the page is."""
        authored.mark_section(page, self.build, active=False)
        html = add_metadata(output, authored.describe(page, self.build))
        return generated.finish(html, sources.directory_url(page.file), self.build)

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Name the feed on the error page too, and list our pages in the sitemap."""
        if template_name == "sitemap.xml":
            return output.make_sitemap(self.build)
        return generated.finish_error_page(output_content, self.build)

    @event_priority(-100)  # last: the search index is there
    def _on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write feeds and exports, and report every fault once."""
        if self.rest is None:
            output.write_files(Path(config.site_dir), self.build)
            self.build.close()
            output.report(self.build, is_preview=self.is_preview)

    @event_priority(-math.inf)  # when all other plugins have written what they write
    def _on_post_build_last(self, *, config: MkDocsConfig) -> None:
        """Put the site in the place of the last one."""
        self.collector.restore()
        if self.stage is None:
            return
        stage, self.stage = self.stage, None
        rest, self.rest = self.rest, None
        if rest is None:
            staged.publish(stage)
        else:
            folder, ready = staged.publish_part(stage, output.LATER)
            self.serving.go_on(partial(output.finish_preview, folder, self.build, rest), ready)

    on_post_build = CombinedEvent(_on_post_build, _on_post_build_last)

    def _can_be_split(self, config: MkDocsConfig) -> bool:
        """Whether the server may answer before all is made: warnings may end a strict build."""
        standing = self.standing
        is_served = self.serving.is_watching and standing is not None and standing.is_known
        return is_served and self.stage is not None and not config.strict

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """From now on what an author looks at is made first, as soon as it has changed."""
        from reading_list.mkdocs_plugin.watching import Watching  # noqa: PLC0415 - a server's

        self.serving.watch(server)
        self.watching = Watching(server, (config.docs_dir, *config.watch))
        return server

    def on_build_error(self, *, error: Exception) -> None:
        """Report what was found, whatever else went wrong; the last site stands."""
        self._leave_stage()
        self.collector.restore()
        if hasattr(self, "build"):
            self.build.close()
            output.log_faults(self.build)

    def on_shutdown(self) -> None:
        """Leave nothing behind when a build is interrupted."""
        if self.watching is not None:
            self.watching.stop()
        self.serving.stop()
        self._leave_stage()
        self.collector.restore()

    def _leave_stage(self) -> None:
        self.rest = None
        if self.stage is not None:
            staged.discard(self.stage)
            self.stage = None
