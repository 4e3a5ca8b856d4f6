"""python -m bot lists …：读、查、看、比较、导出、发布清单。"""
