"""The addresses of files, beside the pages that the kit gives."""

from django.urls import path

from brink.registers.documents import views

app_name = "documents"
urlpatterns = [
    path("documenten/<slug:slug>/bestand/<int:number>/", views.file, name="file"),
    path("documenten/<slug:slug>/beeld/<int:number>/<int:width>/", views.picture, name="picture"),
]
