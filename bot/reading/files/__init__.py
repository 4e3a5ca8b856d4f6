"""清单文件：Excel、Word、网页、CSV 和我们自己的 YAML，都先变成同样的表格。"""
